"""Muon (momentum, orthogonalised by Newton-Schulz) for matrices, AdamW for everything else, in one object."""
import torch


def orthogonalise(grad, steps=5):
    """Nearest semi-orthogonal matrix, roughly: the quintic iteration of the Muon paper, in float32.

    Each iteration multiplies from the left with a polynomial of the Gram matrix, so the polynomials are gathered on
    the small side and meet the gradient once at the end: a third less work for wide matrices.
    """
    x = grad / (grad.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    gram, gathered = x @ x.T, None
    for step in range(steps):
        factor = torch.addmm(gram, gram, gram, beta=-4.775, alpha=2.0315)
        factor.diagonal().add_(3.4445)
        gathered = factor if gathered is None else factor @ gathered
        if step < steps - 1:
            gram = factor @ (gram @ factor)
    x = gathered @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Convs are flattened to [out, in*k*k]; the update is scaled to the RMS an Adam step would have."""

    def __init__(self, params, lr=3e-3, momentum=0.95, weight_decay=0.01):
        super().__init__(params, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state["momentum"] = torch.zeros_like(p)
                buffer = state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                nesterov = p.grad.lerp(buffer, group["momentum"]).flatten(1)
                scale = 0.2 * max(nesterov.shape) ** 0.5
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(orthogonalise(nesterov).view_as(p), alpha=-group["lr"] * scale)


class Optimizers:
    """Muon + AdamW under one learning-rate factor in 0..1."""

    def __init__(self, matrices, others, lr_matrices=3e-3, lr_others=2e-3, betas=(0.9, 0.97)):
        self.both = [Muon(matrices, lr=lr_matrices),
                     torch.optim.AdamW(others, lr=lr_others, betas=betas, weight_decay=0.0)]
        self.base = [lr_matrices, lr_others]
        self.params = list(matrices) + list(others)

    def step(self, factor, clip=1.0):
        torch.nn.utils.clip_grad_norm_(self.params, clip)
        for optimizer, lr in zip(self.both, self.base):
            optimizer.param_groups[0]["lr"] = lr * factor
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def state(self):
        return [o.state_dict() for o in self.both]

    def load(self, states):
        for optimizer, state in zip(self.both, states):
            optimizer.load_state_dict(state)


class Ema:
    """Running mean of the weights; the first steps weigh more so that short runs are not dragged by the start."""

    def __init__(self, model, decay):
        self.decay, self.steps = decay, 0
        self.shadow = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 9))
        for k, v in model.state_dict().items():
            self.shadow[k].lerp_(v, 1 - decay)
