using System.Globalization;
using System.Security.Cryptography;

namespace PaymentGateway.Worker.Queue;

/// <summary>The name under which this process holds leases and reads streams.</summary>
internal sealed class WorkerIdentity
{
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture,
        $"{Environment.MachineName}:{Environment.ProcessId}:{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
}
