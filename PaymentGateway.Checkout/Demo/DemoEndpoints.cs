using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PaymentGateway.ServiceDefaults;
using Polly;

namespace PaymentGateway.Checkout.Demo;

/// <summary>A whole small shop, to see the gateway from a merchant's side. In the sandbox only.</summary>
internal static class DemoEndpoints
{
    private const long Price = 50_000;
    private const int MostAtOnce = 9;

    public static void AddDemoShop(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<DemoOptions>(builder.Configuration.GetSection(DemoOptions.Section));
        builder.Services.AddHttpClient<DemoShop>(client => client.BaseAddress = new("http://api"));
        builder.Services.AddSingleton<WebhookInbox>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DemoJson.Default));
    }

    public static void MapDemoShop(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<Sandbox>().IsOn)
        {
            return;
        }

        app.MapGet("/", () => TypedResults.Redirect("/demo"));
        app.MapGet("/demo/webhooks/events", Watch);
        var shop = app.MapGroup("").AddEndpointFilter(RespondWithoutGatewayAsync);
        shop.MapPost("/demo/orders", BuyAsync);
        shop.MapGet("/demo/webhooks/address", ReadAddressAsync);
        shop.MapPut("/demo/webhooks/address", TakeOverAsync);
        shop.MapPost(WebhookReceiver.Path, WebhookReceiver.HandleAsync);
    }

    // Logged where the call failed, and not with a stack trace for every click.
    private static async ValueTask<object?> RespondWithoutGatewayAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<Results<Ok<DemoOrder>, BadRequest>> BuyAsync(
        Purchase purchase, DemoShop shop, CancellationToken cancel) =>
        purchase.Quantity is >= 1 and <= MostAtOnce
            ? TypedResults.Ok(await shop.CreateOrderAsync(purchase.Quantity * Price, cancel))
            : TypedResults.BadRequest();

    /// <summary>A merchant without an address gets this one; one that has an address keeps it until somebody asks.</summary>
    private static async Task<Ok<WebhookAddress>> ReadAddressAsync(
        HttpRequest request, DemoShop shop, IOptions<DemoOptions> options, CancellationToken cancel)
    {
        var settings = await shop.ReadSettingsAsync(cancel);
        var here = AddressOf(request, options.Value);
        if (settings.WebhookUrl is null)
        {
            await shop.SendWebhooksToAsync(here, cancel);
        }

        var url = settings.WebhookUrl ?? here.ToString();
        return TypedResults.Ok(new WebhookAddress(url, url == here.ToString()));
    }

    private static async Task<Ok<WebhookAddress>> TakeOverAsync(
        HttpRequest request, DemoShop shop, IOptions<DemoOptions> options, CancellationToken cancel)
    {
        var here = AddressOf(request, options.Value);
        await shop.SendWebhooksToAsync(here, cancel);
        return TypedResults.Ok(new WebhookAddress(here.ToString(), IsHere: true));
    }

    private static ServerSentEventsResult<ReceivedWebhook> Watch(
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "order_id")] string orderId, HttpRequest request, WebhookInbox inbox,
        IHostApplicationLifetime host, CancellationToken cancel)
    {
        var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.ApplicationStopping);
        return TypedResults.ServerSentEvents(WatchAsync(), eventType: null);

        async IAsyncEnumerable<ReceivedWebhook> WatchAsync()
        {
            using (ends)
            {
                if (request.IsHead())
                {
                    yield break;
                }

                await foreach (var webhook in inbox.WatchAsync(orderId, ends.Token))
                {
                    yield return webhook;
                }
            }
        }
    }

    private static Uri AddressOf(HttpRequest request, DemoOptions options) =>
        options.WebhookUrl ?? new($"{request.Scheme}://{request.Host}{WebhookReceiver.Path}");
}
