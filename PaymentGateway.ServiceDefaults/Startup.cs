using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PaymentGateway.ServiceDefaults;

/// <summary>Builds and runs a host. A wrong setting ends it with one line on stderr instead of a stack trace.</summary>
public static class Startup
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int WrongSettingExitCode = 78;

    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    public static Task<int> RunAsync(Func<IHost> build) => RunAsync(build, async host =>
    {
        await host.RunAsync();
        return 0;
    });

    /// <param name="run">Runs the host or one of its commands, after all settings are checked; returns the exit code.</param>
    /// <param name="errors">Takes the line about a wrong setting; stderr by default.</param>
    public static async Task<int> RunAsync(Func<IHost> build, Func<IHost, Task<int>> run, TextWriter? errors = null)
    {
        try
        {
            using var host = build();
            // StartAsync does the same, but logs the error with its stack trace; commands do not call it at all.
            host.Services.GetService<IStartupValidator>()?.Validate();
            return await run(host);
        }
        catch (Exception exception) when (FindWrongSetting(exception) is { } error)
        {
            await (errors ?? Console.Error).WriteLineAsync($"Not started: {error.ReplaceLineEndings(" ")}");
            return WrongSettingExitCode;
        }
    }

    /// <returns>What is wrong with a setting; null: the exception is about something else.</returns>
    private static string? FindWrongSetting(Exception exception) => exception switch
    {
        OptionsValidationException invalid => string.Join(" ", invalid.Failures),
        InvalidOperationException { Source: Binder } unreadable => unreadable.Message,
        AggregateException all when all.InnerExceptions.Select(FindWrongSetting).ToList() is var errors
            && errors.TrueForAll(error => error is not null) => string.Join(" ", errors),
        _ => null,
    };
}
