using System.Reflection;
using Microsoft.Extensions.Logging;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Tests.Architecture;

/// <summary>A log line never says "(null)": what is optional has a line of its own, or a word for its absence.</summary>
public sealed class LogLineTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void No_log_line_has_an_optional_argument()
    {
        var lines = new[] { "Api", "Checkout", "Dashboard", "ServiceDefaults", "Worker" }
            .Select(name => Assembly.Load($"PaymentGateway.{name}")).Append(typeof(GatewayDb).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null).ToList();

        Assert.NotEmpty(lines);
        Assert.Empty(lines.SelectMany(line => line.GetParameters(), (line, parameter) => (line, parameter))
            .Where(pair => pair.parameter.ParameterType != typeof(Exception)
                && Nullability.Create(pair.parameter).ReadState == NullabilityState.Nullable)
            .Select(pair => $"{pair.line.DeclaringType}.{pair.line.Name}: {pair.parameter.Name}"));
    }
}
