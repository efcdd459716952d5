import { GraphBuilder, type GraphOptions, type Value } from '../builder.ts';
import type { Config } from '../config.ts';
import { gelu, quickGelu } from '../modules/activation.ts';
import { type AttentionNames, attention } from '../modules/attention.ts';
import { layerNorm } from '../modules/layer-norm.ts';
import { linear } from '../modules/linear.ts';
import { add } from '../ops.ts';
import type { Weights } from '../weights.ts';
import { MOST } from './network.ts';

/** What `config.json` of transformers' `CLIPTextModel` says. */
export interface ClipTextConfig {
  vocabulary: number;
  /** Tokens of a prompt. */
  tokens: number;
  size: number;
  innerSize: number;
  layers: number;
  heads: number;
  activation: 'quick_gelu' | 'gelu';
  epsilon: number;
}

/** @throws UserError when a key is missing, wrong, or says what we do not know */
export function readClipTextConfig(config: Config): ClipTextConfig {
  config.only({ model_type: 'clip_text_model' });
  config.ignore(
    ...['architectures', 'attention_dropout', 'dropout', 'initializer_factor', 'initializer_range'],
    ...['bos_token_id', 'eos_token_id', 'pad_token_id', 'projection_dim'],
    ...['dtype', 'torch_dtype', 'transformers_version'],
  );
  const read = {
    vocabulary: config.whole('vocab_size', MOST, 49408),
    tokens: config.whole('max_position_embeddings', 1024, 77),
    size: config.whole('hidden_size', MOST),
    innerSize: config.whole('intermediate_size', MOST),
    layers: config.whole('num_hidden_layers', 1000),
    heads: config.whole('num_attention_heads', MOST),
    activation: config.choice('hidden_act', ['quick_gelu', 'gelu'], 'quick_gelu'),
    epsilon: config.number('layer_norm_eps', 0, 1, 1e-5),
  };
  config.divides(read.heads, 'heads', [read.size]);
  config.finish();
  return read;
}

const ATTENTION: AttentionNames = ['q_proj', 'k_proj', 'v_proj', 'out_proj'];

/** What files hold that is nothing to the last layer's output. */
const NEEDLESS = ['text_model.embeddings.position_ids', 'text_projection.weight'];

/**
 * CLIP's text encoder (Radford et al., 2021, 2.4). Input: `input_ids` [n, tokens], int32. `output`: what the
 * last layer says of each token, normalised, [n, tokens, size].
 * @throws UserError when weights are missing or of a wrong shape; its `encode`, when some are left over
 */
export function buildClipText(
  weights: Weights,
  config: ClipTextConfig,
  options: GraphOptions = {},
): GraphBuilder {
  const { vocabulary, tokens, size, innerSize, heads, epsilon } = config;
  const activation = config.activation === 'gelu' ? gelu : quickGelu;
  const whole = new GraphBuilder(weights, options);
  const ids = whole.input('input_ids', 'int32', ['n', tokens], vocabulary);
  weights.ignore((name) => NEEDLESS.includes(name));
  // Newer files leave the outermost name out.
  const g = whole.has('text_model.final_layer_norm.weight') ? whole.at('text_model') : whole;
  const table = g.weightAsStored(
    'embeddings.token_embedding.weight',
    [[vocabulary, size]],
    [vocabulary, size],
  );
  const words = g.cast(g.op('Gather', [table, ids], ['n', tokens, size], { axis: 0 }), whole.precision);
  let h: Value = add(g, words, g.weight('embeddings.position_embedding.weight', [tokens, size]));
  const causal = { heads, bias: true, causal: true, names: ATTENTION };
  for (let i = 0; i < config.layers; i++) {
    const layer = g.at(`encoder.layers.${i}`);
    h = add(g, h, attention(layer.at('self_attn'), layerNorm(layer.at('layer_norm1'), h, epsilon), causal));
    const inner = linear(layer.at('mlp.fc1'), layerNorm(layer.at('layer_norm2'), h, epsilon), innerSize);
    h = add(g, h, linear(layer.at('mlp.fc2'), activation(g, inner), size));
  }
  g.output('output', layerNorm(g.at('final_layer_norm'), h, epsilon));
  return g;
}
