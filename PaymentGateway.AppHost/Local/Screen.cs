namespace PaymentGateway.AppHost.Local;

/// <summary>One stream for everything that runs, each line with its name.</summary>
internal static class Screen
{
    private static readonly bool IsPlain =
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    public static void Line(string name, string line)
    {
        var color = 31 + (name.Sum(letter => letter) % 6);
        Console.WriteLine(IsPlain ? $"{name,-10} | {line}" : $"\e[{color}m{name,-10} |\e[0m {line}");
    }

    public static void Ready(IEnumerable<Resident> residents, TimeSpan elapsed)
    {
        Console.WriteLine();
        foreach (var resident in residents)
        {
            Console.WriteLine($"  {resident.Name,-10} {resident.Address,-22}  {resident.Purpose}");
        }

        var api = residents.First(resident => resident.Url is not null).Url;
        Console.WriteLine(
            $$"""

              curl -X POST {{api}}/api/v1/payments \
                -H "X-Api-Key: key_test_abc123" -H "X-Api-Secret: secret_test_xyz789" \
                -H "Idempotency-Key: test_123_$(date +%s)" -H "Content-Type: application/json" \
                -d '{"order_id":"order_test_async","method":"upi","vpa":"test@paytm","amount":1000,"currency":"INR"}'

            Ready after {{elapsed.TotalSeconds:0.0}} s. Ctrl+C ends everything.
            """);
    }
}
