using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>The whole application, started by Aspire inside the test's process, in test mode.</summary>
[CollectionDefinition(nameof(RunningApplication))]
public sealed class RunningApplication : IAsyncLifetime, ICollectionFixture<RunningApplication>
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(1);
    private static readonly string[] Services = ["api", "worker", "checkout", "dashboard"];

    private IDistributedApplicationTestingBuilder? _model;
    private DistributedApplication? _application;
    private string? _dataFolder;

    internal SandboxClient Merchant { get; private set; } = null!;

    internal Receiver Receiver { get; private set; } = null!;

    /// <summary>The ids of all orders when the application was ready.</summary>
    internal IReadOnlyList<string> FirstOrders { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Every address that the Aspire dashboard shows for a service, by its title.</summary>
    internal Dictionary<string, Uri> Urls(string service) =>
        State(service).Urls.ToDictionary(url => url.DisplayProperties.DisplayName, url => new Uri(url.Url));

    internal CustomResourceSnapshot State(string name)
    {
        Assert.True(_application!.ResourceNotifications.TryGetCurrentState(name, out var current));
        return current.Snapshot;
    }

    internal async Task ExecuteAsync(string resource, string command)
    {
        using var timeout = new CancellationTokenSource(CommandTimeout, TimeProvider.System);
        var model = _application!.Services.GetRequiredService<DistributedApplicationModel>();
        var result = await _application.ResourceCommands.ExecuteCommandAsync(
            model.Resources.Single(item => item.Name == resource), command, timeout.Token);
        Assert.True(result.Success, $"{command}: {result.Message}");
    }

    /// <inheritdoc cref="AppHostModel.DatabaseAsync"/>
    internal Task<string> DatabaseAsync() => _application!.DatabaseAsync();

    internal Task WaitUntilStoppedAsync(string service) =>
        _application!.ResourceNotifications.WaitForResourceAsync(service, KnownResourceStates.TerminalStates)
            .WaitAsync(CommandTimeout, TimeProvider.System);

    /// <param name="behavior">What to do while the service is known to have ended.</param>
    internal Task WaitUntilHealthyAsync(string service, WaitBehavior behavior) =>
        _application!.ResourceNotifications.WaitForResourceHealthyAsync(service, behavior)
            .WaitAsync(StartTimeout, TimeProvider.System);

    internal async Task<IReadOnlyList<string>> OrdersAsync() =>
    [
        .. (await Merchant.GetAsync("/api/v1/orders")).Json.GetProperty("data").EnumerateArray()
            .Select(order => order.GetProperty("id").GetString()!),
    ];

    /// <summary>The receiver gets exactly these events of a payment or refund, each signed.</summary>
    internal async Task ExpectSignedWebhooksAsync(string subject, params string[] types)
    {
        var webhooks = await Eventually.GetAsync(
            () => Task.FromResult(Receiver.Received.Where(webhook => SubjectOf(webhook) == subject).ToList()),
            webhooks => types.All(type => webhooks.Exists(webhook => webhook.Event == type)),
            $"{string.Join(", ", types)} of {subject} have arrived", TimeSpan.FromMinutes(1));

        Assert.Equal(
            types.Order(StringComparer.Ordinal),
            webhooks.DistinctBy(webhook => webhook.EventId).Select(webhook => webhook.Event)
                .Order(StringComparer.Ordinal));
        Assert.All(webhooks, webhook => Assert.True(webhook.IsSignedWith(SandboxMerchant.WebhookSecret)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        if (_model is not null)
        {
            await _model.DisposeAsync();
        }

        if (Receiver is not null)
        {
            await Receiver.DisposeAsync();
        }

        Merchant?.Dispose();
        await Eventually.BecomesTrueAsync(() => !Directory.Exists(_dataFolder), $"{_dataFolder} is deleted");
    }

    private async Task StartAsync()
    {
        _model = await AppHostModel.CreateTemporaryAsync();
        _dataFolder = await _model.DataFolderAsync();
        foreach (var service in _model.Resources.OfType<ProjectResource>())
        {
            _model.CreateResourceBuilder(service)
                .WithEnvironment("TEST_MODE", "true")
                .WithEnvironment("TEST_PAYMENT_SUCCESS", "true")
                .WithEnvironment("TEST_PROCESSING_DELAY", "200");
        }

        _application = await _model.BuildAsync();
        await _application.StartAsync();
        await Task.WhenAll(Services.Select(service => WaitUntilHealthyAsync(service, WaitBehavior.StopOnResourceUnavailable)));
        Receiver = await Receiver.StartAsync();
        Merchant = new SandboxClient(_application.GetEndpoint("api", "http"));
        FirstOrders = await OrdersAsync();
    }

    // webhook.test has neither.
    private static string? SubjectOf(ReceivedWebhook webhook) =>
        webhook.Json.GetProperty("data") is var data
            && (data.TryGetProperty("payment", out var item) || data.TryGetProperty("refund", out item))
            ? item.GetProperty("id").GetString()
            : null;
}
