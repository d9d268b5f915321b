using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Core.Sandbox;

/// <summary>
/// What is allowed for trying things out. The sandbox (Development, or <c>TEST_MODE=true</c>) has the seeded merchant,
/// magic test values and private webhook addresses; <c>TEST_MODE</c> alone fixes delays and outcomes.
/// </summary>
/// <param name="PaymentsSucceed">In test mode, how every payment ends; null: as real banks decide.</param>
/// <param name="ProcessingDelay">In test mode, how long the bank takes; null: as real banks do.</param>
/// <param name="DecisionTimeout">In test mode, when an undecided payment times out; null: as configured.</param>
/// <param name="FastWebhookRetries">Retries after seconds instead of minutes and hours.</param>
public sealed record SandboxMode(
    bool IsSandbox, bool? PaymentsSucceed, TimeSpan? ProcessingDelay, TimeSpan? DecisionTimeout, bool FastWebhookRetries)
{
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);

    public static SandboxMode Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var testMode = configuration.GetValue("TEST_MODE", defaultValue: false);
        return new SandboxMode(
            testMode || environment.IsDevelopment(),
            testMode ? configuration.GetValue("TEST_PAYMENT_SUCCESS", defaultValue: true) : null,
            testMode ? Milliseconds(configuration, "TEST_PROCESSING_DELAY") ?? DefaultDelay : null,
            testMode ? Milliseconds(configuration, "TEST_DECISION_TIMEOUT") : null,
            configuration.GetValue("WEBHOOK_RETRY_INTERVALS_TEST", defaultValue: false));
    }

    public static SandboxMode Add(IHostApplicationBuilder builder)
    {
        var mode = Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(mode);
        return mode;
    }

    private static TimeSpan? Milliseconds(IConfiguration configuration, string name) =>
        configuration.GetValue<int?>(name) switch
        {
            null => null,
            >= 0 and <= 600_000 and int milliseconds => TimeSpan.FromMilliseconds(milliseconds),
            var other => throw new OptionsValidationException(name, typeof(SandboxMode), [string.Create(
                CultureInfo.InvariantCulture, $"{name} is {other}. Set milliseconds from 0 to 600000.")]),
        };
}
