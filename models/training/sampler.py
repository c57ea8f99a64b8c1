"""Euler sampling of the rectified flow with guidance and known latents, as the host does it."""
import torch
from dit import patchify, unpatchify


def sigmas_of(steps, shift=1.0):
    """1, …, 1/steps, shifted, then 0. The model's timestep is the sigma itself."""
    sigma = torch.linspace(1, 1 / steps, steps)
    return torch.cat([shift * sigma / (1 + (shift - 1) * sigma), torch.zeros(1)])


@torch.no_grad()
def sample(transformer, text, empty, noise, sigmas, guidance=3.0, known=None, known_frames=None):
    """noise, known: normalised latents [B, 16, T, h, w]; known_frames: bool [T]; text, empty: [B, L, D]."""
    _, _, t, h, w = noise.shape
    x, positions = patchify(noise)
    context, mask = torch.zeros_like(x), torch.zeros(x.shape[0], x.shape[1], 1)
    if known is not None:
        fixed = known_frames.repeat_interleave(h * w // 4)[None, :, None].expand_as(mask).float()
        context, mask = patchify(known)[0] * fixed, fixed
    both = lambda value: torch.cat([value, value])
    for now, after in zip(sigmas[:-1], sigmas[1:]):
        x = torch.where(mask > 0, context, x)
        if guidance == 1:
            velocity = transformer(x, context, mask, positions, now.expand(x.shape[0]), text)
            velocity = velocity if torch.is_tensor(velocity) else velocity[0]
        else:
            velocity = transformer(both(x), both(context), both(mask), positions, now.expand(2 * x.shape[0]), torch.cat([empty, text]))
            without, velocity = (velocity if torch.is_tensor(velocity) else velocity[0]).chunk(2)
            velocity = without + guidance * (velocity - without)
        x = x + (after - now) * velocity
    return unpatchify(torch.where(mask > 0, context, x), t, h, w)
