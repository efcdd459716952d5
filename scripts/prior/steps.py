"""Steps of the optimisers. On a GPU each is recorded once as a CUDA graph for each number of views, and then replayed, so that its many small kernels
need not be started one by one."""

import torch


class Steps:
    """`steps(views, inputs)` takes one. `losses_of(views, inputs)` gives the loss to descend along and the one to tell, of which `mean_loss` is
    the mean since it was last asked."""

    def __init__(self, model, optimisers, losses_of, precision, device, graphs=True):
        self.model, self.optimisers, self.losses_of = model, optimisers, losses_of
        self.bfloat16 = precision == "bfloat16"
        self.device = device
        self.recorded = {} if device == "cuda" and graphs else None
        self.total, self.count = torch.zeros((), device=device), 0
        self.rates = [group["lr"] for group in self.groups()]

    def groups(self):
        return [group for optimiser in self.optimisers for group in optimiser.param_groups]

    def set_rate(self, share):
        """Learning rates as that share of what they were at first. A graph reads them from memory."""
        for group, rate in zip(self.groups(), self.rates):
            if self.device != "cuda":
                group["lr"] = rate * share
            elif isinstance(group["lr"], torch.Tensor):
                group["lr"].fill_(rate * share)
            else:
                group["lr"] = torch.tensor(rate * share, device=self.device)

    def mean_loss(self):
        mean = self.total.item() / max(1, self.count)
        self.total.zero_()
        self.count = 0
        return mean

    def __call__(self, views, inputs):
        self.count += 1
        if self.recorded is None:
            return self.take(views, inputs)
        if views not in self.recorded:
            self.recorded[views] = self.record(views, inputs)
        graph, places = self.recorded[views]
        for name, place in places.items():
            place.copy_(inputs[name])
        graph.replay()

    def take(self, views, inputs):
        self.model.zero_grad(set_to_none=True)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16, cache_enabled=False):
            loss, plain = self.losses_of(views, inputs)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        broken = ~torch.isfinite(norm)
        for parameter in self.model.parameters():
            if parameter.grad is not None:
                parameter.grad.masked_fill_(broken, 0)
        for optimiser in self.optimisers:
            optimiser.step()
        self.total += plain

    def record(self, views, inputs):
        """The graph of a step, and where its inputs have to be. Takes three steps on the way, as recording wants it."""
        places = {name: value.clone() for name, value in inputs.items()}
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(3):
                self.take(views, places)
        torch.cuda.current_stream().wait_stream(aside)
        self.count += 3
        graph = torch.cuda.CUDAGraph()
        self.model.zero_grad(set_to_none=True)
        with torch.cuda.graph(graph):
            self.take(views, places)
        return graph, places
