using System.Text.Json;
using PaymentGateway.Bench.Reports;

namespace PaymentGateway.Tests.Benchmarks;

public sealed class BenchReportTests
{
    private readonly Report _report = new(new("CPU", 2, 16, "Linux", ".NET", "abc1234", "2026-01-01"));

    [Fact]
    public void The_table_has_the_median_and_the_range_of_all_runs()
    {
        foreach (var value in (double[])[1200, 40, 3000, 800, 900])
        {
            _report.Add("create", "64 connections", value, "per s", "≥ 1000");
        }

        var row = _report.ToTable().Split('\n')[^1];

        Assert.Equal("| create | 64 connections | 900 | 40.0 to 3,000 | per s | ≥ 1000 |", string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void The_json_has_the_value_of_each_run()
    {
        _report.Add("create", "64 connections", 2.5, "per s");
        _report.Add("create", "64 connections", 1.5, "per s");

        var measured = JsonElement.Parse(_report.ToJson()).GetProperty("measurements")[0];

        Assert.Equal([2.5, 1.5], measured.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal("64 connections", measured.GetProperty("name").GetString());
    }

    [Fact]
    public void Only_what_was_not_kept_is_a_violation()
    {
        _report.Check("e2e", isKept: true, "a webhook came twice");
        _report.Check("e2e", isKept: false, "a webhook is missing");

        Assert.Equal(["e2e: a webhook is missing"], _report.Violations);
    }
}
