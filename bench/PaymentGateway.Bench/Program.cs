using PaymentGateway.Bench;

// ./bench/run.sh [create|e2e|webhooks|lists|dashboard]: all scenarios in this order, or those named.
var scenarios = new Dictionary<string, Func<Rig, Task>>
{
    ["create"] = CreatePayments.RunAsync,
    ["e2e"] = EndToEnd.RunAsync,
    ["webhooks"] = DeliverWebhooks.RunAsync,
    ["lists"] = Lists.RunAsync,
    ["dashboard"] = DashboardPages.RunAsync,
};
await using var rig = await Rig.StartAsync();
foreach (var name in args.Length > 0 ? args : [.. scenarios.Keys])
{
    await scenarios[name](rig);
}
