using System.Net;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>The worker does not start with allowed networks that are none, or that may not be allowed.</summary>
internal sealed class AllowedNetworksCheck(SandboxMode mode) : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var errors = (options.AllowedPrivateNetworks ?? []).Select(FindError).OfType<string>().ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private string? FindError(string text)
    {
        if (!IPNetwork.TryParse(text, out var network) || network.BaseAddress.IsIPv4MappedToIPv6)
        {
            return $"Webhooks:AllowedPrivateNetworks: '{text}' is not a network. Set networks such as 10.1.0.0/16 or fd12:3456::/48.";
        }

        return !mode.IsSandbox && WebhookAddressPolicy.Loopback.Any(loopback => loopback.Contains(network.BaseAddress))
            ? $"Webhooks:AllowedPrivateNetworks: '{text}' is loopback, which is allowed in the sandbox only: "
                + "merchants could reach services of this host."
            : null;
    }
}
