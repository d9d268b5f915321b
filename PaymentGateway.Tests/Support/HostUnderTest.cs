using Microsoft.Extensions.Hosting;

namespace PaymentGateway.Tests.Support;

/// <summary>A host of the solution, built in the process of the tests but not started.</summary>
internal static class HostUnderTest
{
    /// <param name="environment">What would be its environment variables; null: not set.</param>
    public static IHost Create(string name, IReadOnlyDictionary<string, string?> environment)
    {
        var project = $"PaymentGateway.{name}";
        Func<string[], string, IHost> create = name switch
        {
            "Api" => Api.Program.Create,
            "Worker" => PaymentGateway.Worker.Program.Create,
            "Checkout" => PaymentGateway.Checkout.Program.Create,
            "Dashboard" => PaymentGateway.Dashboard.Program.Create,
            _ => throw new ArgumentException($"There is no host {name}.", nameof(name)),
        };
        return create(
            [.. ArgumentsFrom(environment), $"--applicationName={project}", "--Logging:Console:LogLevel:Default=None"],
            Path.Combine(SourceTree.Root, project));
    }

    public static IEnumerable<string> ArgumentsFrom(IReadOnlyDictionary<string, string?> environment) =>
        from variable in environment
        where variable.Value is not null
            && !variable.Key.StartsWith("OTEL_", StringComparison.Ordinal) // meters belong to the process: it would export others' readings
        select $"--{NameOf(variable.Key)}={variable.Value}";

    // As the hosts themselves read an environment variable.
    private static string NameOf(string variable)
    {
        foreach (var prefix in (string[])["ASPNETCORE_", "DOTNET_"])
        {
            variable = variable.StartsWith(prefix, StringComparison.Ordinal) ? variable[prefix.Length..] : variable;
        }

        return variable.Replace("__", ":", StringComparison.Ordinal);
    }
}
