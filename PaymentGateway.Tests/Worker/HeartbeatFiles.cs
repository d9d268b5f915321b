using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>The health check of a container sees by a file that its worker is alive.</summary>
public sealed class HeartbeatFiles(Servers servers)
{
    [Fact]
    public async Task A_worker_writes_its_heartbeat_file_again_and_again()
    {
        var file = servers.Folder.Child("heartbeat");
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            Extra = new Dictionary<string, string?> { ["Queue__HeartbeatFile"] = file },
        });
        await Eventually.BecomesTrueAsync(() => File.Exists(file), "the file is there");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        await Eventually.BecomesTrueAsync(() => File.GetLastWriteTimeUtc(file) > DateTime.UnixEpoch, "it is written again");
    }
}
