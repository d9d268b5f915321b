using System.Globalization;
using PaymentGateway.Tests.Contracts;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

/// <summary>Every query parameter that is a time takes RFC 3339 or unix seconds, and guesses nothing.</summary>
public sealed class TimesInQueries(Servers servers)
{
    private const string Example = "2026-01-31T09:30:00Z"; // by which the OpenAPI document shows that a parameter is a time

    private static readonly string[] Refused =
    [
        "01/02/2026", "11/27", "12:00", "20261127", "2026-11-27", "2026-11", "2026", "2026-11-27T12:00", "2026-11-27T12:00Z", "2026-11-27T12:00:00",
        "2026-11-27%2012:00:00Z", "2026-11-27T12:00:00+05:30" /* a plus that is not escaped is a space */, "2026-11-27T12:00:00%2B0530", "2026-11-27T12:00:00%2B05",
        "2026-11-27T12:00:00%2B24:00", "2026-11-27T12:00:00%2B05:60", "2026-11-27T12:00:00.Z", "2026-11-27T12:00:00,5Z", "2026-11-27T24:00:00Z", "2026-11-27T12:60:00Z",
        "2026-11-27T12:00:61Z", "2026-11-27T12:00:60Z", "2026-06-29T23:59:60Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-1-1T1:1:1Z",
        "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "-2026-01-01T00:00:00Z", "0001-01-01T00:00:00%2B01:00", "9999-12-31T23:59:59-01:00",
        "%202026-11-27T12:00:00Z", "2026-11-27T12:00:00Z%20", "2026-11-27T12:00:00Z%0a", "２026-11-27T12:00:00Z", "2026-11-27T12:00:00%E2%88%9205:30",
        "0", "1", "12345678", "12345678901", "1764244800000", "-1764244800", "%2B1764244800", "1764244800.5", "1e9", "0123456789", "%201764244800", "０123456789",
        "now", "today", "Fri,%2027%20Nov%202026%2012:00:00%20GMT", "null", "%00", "",
    ];

    private static readonly (string Sent, string Means)[] Taken =
    [
        ("2026-11-27T12:00:00Z", "2026-11-27T12:00:00Z"), ("2026-11-27t12:00:00z", "2026-11-27T12:00:00Z"), ("2026-11-27T12:00:00.5Z", "2026-11-27T12:00:00.5Z"),
        ("2026-11-27T12:00:00.123456789Z", "2026-11-27T12:00:00.123Z"), ("2026-11-27T12:00:00%2B05:30", "2026-11-27T06:30:00Z"), ("2026-11-27T12:00:00-08:00", "2026-11-27T20:00:00Z"),
        ("2026-11-27T12:00:00%2B23:59", "2026-11-26T12:01:00Z"), ("2026-11-27T12:00:00-00:00", "2026-11-27T12:00:00Z"), ("2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"), ("2017-01-01T05:29:60%2B05:30", "2017-01-01T00:00:00Z"), ("0001-01-02T00:00:00Z", "0001-01-02T00:00:00Z"),
        ("9999-12-30T00:00:00Z", "9999-12-30T00:00:00Z"), ("1764244800", "2025-11-27T12:00:00Z"), ("100000000", "1973-03-03T09:46:40Z"), ("9999999999", "2286-11-20T17:46:39Z"),
    ];

    [Fact]
    public async Task Every_time_is_taken_in_its_two_forms_only()
    {
        var merchant = await servers.NewMerchantAsync();
        await merchant.PaidAsync();
        var parameters = await ParametersAsync(merchant);
        List<string> complaints = [];

        foreach (var (path, name) in parameters)
        {
            foreach (var text in Refused)
            {
                var answer = await merchant.GetAsync($"{path}?{name}={text}");
                if ((int)answer.Status != 400 || answer.ErrorCode != "BAD_REQUEST_ERROR" || answer.Json.GetProperty("error").GetProperty("field").GetString() != name)
                {
                    complaints.Add($"{path} {name}={text}: {(int)answer.Status} {answer.Body[..Math.Min(200, answer.Body.Length)]}");
                }
            }

            foreach (var (sent, means) in Taken)
            {
                // A period needs both ends, in order.
                var instant = DateTimeOffset.Parse(means, CultureInfo.InvariantCulture);
                var other = name == "from" ? ("to", instant.AddHours(1)) : ("from", instant.AddHours(-1));
                var answer = await merchant.GetAsync($"{path}?{name}={sent}&{other.Item1}={Rfc3339(other.Item2)}");
                if ((int)answer.Status != 200)
                {
                    complaints.Add($"{path} {name}={sent}: {answer}");
                }
                else if (path == "/api/v1/stats" && answer.Text(name) != Rfc3339(instant))
                {
                    complaints.Add($"{path} {name}={sent}: {answer.Text(name)}");
                }
            }
        }

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_routes_with_a_period_are_known()
    {
        var routes = (await ParametersAsync(await servers.NewMerchantAsync())).Select(parameter => parameter.Path).Distinct();

        Assert.Superset(
            new HashSet<string> { "/api/v1/payments", "/api/v1/payments/export", "/api/v1/refunds", "/api/v1/stats" }, routes.Where(path => !path.Contains("pay_")).ToHashSet());
    }

    private static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static async Task<List<(string Path, string Name)>> ParametersAsync(TestMerchant merchant)
    {
        var contract = await ApiContract.ReadAsync(merchant.Gateway);
        var payment = await merchant.PayAsync();
        return [.. from operation in contract.Operations
            from parameter in operation.Parameters
            where (string?)parameter["in"] == "query" && parameter["schema"]!["examples"]?[0]?.ToString() == Example
            select (operation.Path.Replace("{id}", payment, StringComparison.Ordinal), (string)parameter["name"]!)];
    }
}
