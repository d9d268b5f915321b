using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Tests.Checkout;

/// <summary>A merchant's web site: another origin than the checkout, and another site to the browser.</summary>
internal sealed class ShopSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (string Html, string? Csp, string? Coep)> _pages = new(StringComparer.Ordinal);

    private ShopSite(WebApplication app) => _app = app;

    public string Origin => _app.Urls.First();

    public static async Task<ShopSite> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var site = new ShopSite(app);
        app.MapGet("/{**page}", (string? page, HttpResponse response) =>
        {
            var (html, csp, coep) = site._pages.GetValueOrDefault(page ?? "", ("<!doctype html><title>Shop</title>", null, null));
            if (csp is not null)
            {
                response.Headers.ContentSecurityPolicy = csp;
            }

            if (coep is not null)
            {
                response.Headers["Cross-Origin-Embedder-Policy"] = coep;
                response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
            }

            return Results.Content(html, "text/html; charset=utf-8");
        });
        await app.StartAsync();
        return site;
    }

    /// <returns>The address of a new page.</returns>
    public string Add(string html, string? csp = null, string? coep = null)
    {
        var name = Guid.NewGuid().ToString("N");
        _pages[name] = (html, csp, coep);
        return $"{Origin}/{name}";
    }

    /// <summary>The brief's page, letter by letter, but for address, key and order.</summary>
    public static string Snippet(string checkout, string key, string orderId, string options = "") =>
        $$"""
        <!doctype html>
        <title>Shop</title>
        <!-- Include SDK -->
        <script src="{{checkout}}/checkout.js"></script>

        <!-- Payment Button -->
        <button id="pay-button">Pay Now</button>

        <script>
        document.getElementById('pay-button').addEventListener('click', function() {
          const checkout = new PaymentGateway({
            key: '{{key}}',
            orderId: '{{orderId}}',
            {{options}}
            onSuccess: function(response) {
              console.log('Payment successful:', response.paymentId);
              // Update your UI
            },
            onFailure: function(error) {
              console.log('Payment failed:', error);
              // Show error message
            },
            onClose: function() {
              console.log('Modal closed');
            }
          });

          checkout.open();
        });
        </script>
        """;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
