using CsCheck;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Properties;

/// <summary>
/// Whatever is tried, in whatever order: the gateway does what the model does, and no more. A sequence that proves otherwise
/// is made short and shown with its seed.
/// </summary>
public sealed class RandomMoney(Servers servers)
{
    private static readonly int Sequences = Volume.Of(100, full: 300);
    private static readonly int SequencesOverHttp = Volume.Of(15, full: 40);

    [Fact]
    public async Task Entities_and_tables_do_what_the_model_does()
    {
        var options = new DbContextOptionsBuilder<GatewayDb>().UseNpgsql(await servers.NewDatabaseAsync());
        DatabaseRegistration.Configure(options);

        await Step.Sequences(longest: 24).SampleAsync(async steps =>
        {
            var (model, database) = (new MoneyModel(), new MoneyInDatabase(options.Options));
            await database.BeginAsync();
            foreach (var step in steps.Where(step => model.CountFor(step.Kind) > 0))
            {
                var which = step.Which % model.CountFor(step.Kind);
                Assert.Equal(model.Apply(step, which), await database.ApplyAsync(step, which));
            }

            await database.ExpectAsync(model);
        }, Say, iter: Sequences, threads: 4, print: Print);
    }

    [Fact]
    public async Task The_gateway_does_what_the_model_does()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { ProcessingDelay = 0 });

        await Step.Sequences(longest: 10).SampleAsync(async steps =>
        {
            var (model, http) = (new MoneyModel(), new MoneyOverHttp(await TestMerchant.CreateAsync(gateway)));
            foreach (var step in steps.Where(step => step.Kind is StepKind.Order or StepKind.Pay or StepKind.Capture or StepKind.Refund && model.CountFor(step.Kind) > 0))
            {
                await http.TryAsync(step, step.Which % model.CountFor(step.Kind), model);
            }

            await http.ExpectAsync(model);
        }, Say, iter: SequencesOverHttp, threads: 2, print: Print);
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private static string Print(List<Step> steps) => string.Join("; ", steps);
}
