using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Tests.Core;

public sealed class MasterKeys
{
    private const string Published = "development only: this key is public and protects nothing";

    [Theory]
    [InlineData("Production", null)]
    [InlineData("Production", "too short")]
    [InlineData("Production", Published)]
    [InlineData("Staging", Published)]
    [InlineData("Development", "too short")]
    public void Nothing_starts_on_a_key_that_protects_nothing(string environment, string? key) =>
        Assert.Throws<OptionsValidationException>(() => Read(environment, key));

    [Theory]
    [InlineData("Development", null)]
    [InlineData("Development", Published)]
    [InlineData("Production", "32 characters are enough for it.")]
    public void Development_has_a_published_one_and_production_its_own(string environment, string? key) =>
        Assert.Equal(32, Read(environment, key).Derive("a purpose").Length);

    [Fact]
    public void What_is_derived_for_one_purpose_is_no_use_for_another()
    {
        var key = Read("Development", key: null);

        Assert.Equal(key.Derive("sessions"), key.Derive("sessions"));
        Assert.NotEqual(key.Derive("sessions"), key.Derive("fingerprints"));
    }

    private static MasterKey Read(string environment, string? key)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration[MasterKey.Setting] = key;
        MasterKey.Add(builder);
        return builder.Services.BuildServiceProvider().GetRequiredService<MasterKey>();
    }
}
