using PaymentGateway.Bench;

// ./bench/run.sh [create|e2e|dashboard]: all scenarios, or those named.
await using var rig = await Rig.StartAsync();
var wanted = args.Length > 0 ? args : ["create", "e2e", "dashboard"];
if (wanted.Contains("create"))
{
    await CreatePayments.RunAsync(rig);
}

if (wanted.Contains("e2e"))
{
    await EndToEnd.RunAsync(rig);
}

if (wanted.Contains("dashboard"))
{
    await DashboardPages.RunAsync(rig);
}
