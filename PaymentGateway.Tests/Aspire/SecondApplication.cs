using Aspire.Hosting.ApplicationModel;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>Tests of one process may start several applications at a time; the second one here has no services, which saves time.</summary>
[Collection(nameof(RunningApplication))]
public sealed class SecondApplication(RunningApplication application)
{
    private static readonly string[] Services = ["api", "worker", "checkout", "dashboard"];
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Two_applications_run_side_by_side_with_servers_and_data_of_their_own()
    {
        await using var model = await AppHostModel.CreateTemporaryAsync();
        var folder = await model.DataFolderAsync();
        foreach (var service in model.Resources.Where(resource => Services.Contains(resource.Name)).ToList())
        {
            model.Resources.Remove(service);
        }

        await using (var second = await model.BuildAsync())
        {
            await second.StartAsync();
            await second.ResourceNotifications.WaitForResourceAsync("migrations", KnownResourceStates.Finished)
                .WaitAsync(StartTimeout, TimeProvider.System);
            await application.Merchant.PayByUpiAsync();

            var (own, other) = (await application.DatabaseAsync(), await second.DatabaseAsync());
            Assert.NotEqual(new NpgsqlConnectionStringBuilder(own).Port, new NpgsqlConnectionStringBuilder(other).Port);
            Assert.NotEqual(0, await PaymentsAsync(own));
            Assert.Equal(0, await PaymentsAsync(other));
        }

        await Eventually.BecomesTrueAsync(() => !Directory.Exists(folder), $"{folder} is deleted");
    }

    private static async Task<int> PaymentsAsync(string database)
    {
        await using var db = TestDatabase.Open(database);
        return await db.Payments.CountAsync();
    }
}
