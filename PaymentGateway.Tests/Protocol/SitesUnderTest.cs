using PaymentGateway.Tests.Contracts;
using PaymentGateway.Tests.Dashboard;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Protocol;

/// <summary>All three hosts that speak HTTP, and a merchant with one of everything.</summary>
public sealed class SitesUnderTest(Servers servers) : IAsyncLifetime
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly List<InProcessHost> _hosts = [];
    private Gateway _gateway = null!;
    private ContractMerchant _person = null!;

    internal Uri Api { get; private set; } = null!;

    internal Uri Dashboard { get; private set; } = null!;

    internal Uri Checkout { get; private set; } = null!;

    internal (string Name, string Value)[] Credentials =>
        [("X-Api-Key", _person.Merchant.Credentials.Key), ("X-Api-Secret", _person.Merchant.Credentials.Secret)];

    internal string CheckoutPage => $"/checkout?order_id={_ids["order"]}";

    public async ValueTask InitializeAsync()
    {
        _gateway = await Gateway.StartAsync(servers); // no other test changes its job counts
        _person = await ContractMerchant.CreateAsync(_gateway);
        Api = _person.Gateway.ApiAddresses[0];
        Dashboard = await StartAsync("Dashboard");
        Checkout = await StartAsync("Checkout");
        var payment = (await _person.Merchant.GetAsync($"/api/v1/payments/{await _person.Merchant.PaidAsync()}")).Expect(200);
        (_ids["payment"], _ids["order"]) = (payment.Text("id"), payment.Text("order_id"));
        _ids["refund"] = (await _person.Merchant.PostAsync($"/api/v1/payments/{_ids["payment"]}/refunds", new { amount = 1 })).Expect(201).Text("id");
        await _person.Merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = "http://127.0.0.1:1/webhook" });
        _ids["webhook"] = await _person.Merchant.SendTestWebhookAsync();
    }

    /// <summary>The ids of what the merchant has, in the place of a route's parameters.</summary>
    internal string FillIds(string path)
    {
        var kind = path.Split('/') switch
        {
            [.., "orders", "{id}", "public"] or [.., "orders", "{id}"] => "order",
            [.., "refunds", "{id}"] => "refund",
            [.., "webhooks", "{id}" or "{Id}"] => "webhook",
            _ => "payment",
        };
        return path.Replace("{id}", _ids[kind], StringComparison.OrdinalIgnoreCase)
            .Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{documentName?}", "v1", StringComparison.Ordinal);
    }

    /// <summary>The cookies of a person of the merchant, as a header.</summary>
    internal async Task<string> LogInAsync()
    {
        using var visitor = new Visitor(Dashboard.AbsoluteUri, overHttps: false);
        Assert.Equal(302, (await visitor.LogInAsync(_person.Email, ContractMerchant.Password)).Status);
        return visitor.CookieHeader;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _gateway.DisposeAsync();
    }

    private async Task<Uri> StartAsync(string host)
    {
        var site = await InProcessHost.StartAsync(host, new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["TEST_MODE"] = "true",
            ["services__api__http__0"] = Api.GetLeftPart(UriPartial.Authority),
            ["services__checkout__http__0"] = "http://localhost:3001",
        });
        _hosts.Add(site);
        return site.Address;
    }
}
