using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Core.Sandbox;

/// <summary>The password that compose.yaml gives PostgreSQL and Redis unless told otherwise; everybody can read it there.</summary>
internal static class PublishedPassword
{
    private const string Value = "gateway_pass";

    /// <param name="setting">The connection string that <paramref name="password"/> is from.</param>
    public static void RefuseOutsideSandbox(IHostApplicationBuilder builder, string setting, string? password)
    {
        if (password == Value && !SandboxMode.Read(builder.Configuration, builder.Environment).IsSandbox)
        {
            throw new OptionsValidationException(setting, typeof(PublishedPassword),
                [$"{setting} has the public sandbox password. Outside the sandbox, set your own."]);
        }
    }
}
