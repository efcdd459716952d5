"""What the parts are like: diffusers' and transformers' own classes, small. About 12 M parameters, 24 MB in float16."""

from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

PICTURE, LATENTS, CHANNELS = 64, 16, 4
TOKENS, TEXT = 32, 128
HEAD = 64

# Stable Diffusion's noise; velocity is what small networks learn best where noise is strong.
SCHEDULE = dict(
    num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", prediction_type="v_prediction",
    clip_sample=False, set_alpha_to_one=False, steps_offset=1,
)
# As the code that MVDream comes from has them: groups of 32, heads of one size, whole multiples of the first level's channels.
LEVELS = (64, 128, 192)


def make_vae():
    channels = (32, 64, 96)
    return AutoencoderKL(
        sample_size=PICTURE, block_out_channels=channels, layers_per_block=1, latent_channels=CHANNELS, norm_num_groups=2, mid_block_add_attention=False,
        down_block_types=("DownEncoderBlock2D",) * 3, up_block_types=("UpDecoderBlock2D",) * 3,
    )


def make_unet(**more):
    return UNet2DConditionModel(
        sample_size=LATENTS, in_channels=CHANNELS, out_channels=CHANNELS, block_out_channels=LEVELS, layers_per_block=1, cross_attention_dim=TEXT,
        attention_head_dim=tuple(size // HEAD for size in LEVELS), use_linear_projection=True,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"), **more,
    )


def make_text_encoder(vocabulary):
    """With start and end as the last two tokens."""
    config = CLIPTextConfig(
        vocab_size=vocabulary, hidden_size=TEXT, intermediate_size=2 * TEXT, num_hidden_layers=2, num_attention_heads=TEXT // HEAD,
        max_position_embeddings=TOKENS, hidden_act="quick_gelu", bos_token_id=vocabulary - 2, eos_token_id=vocabulary - 1, pad_token_id=vocabulary - 1,
    )
    return CLIPTextModel(config)


def make_schedule():
    return DDIMScheduler(**SCHEDULE)
