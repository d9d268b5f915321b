using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace PaymentGateway.Api.Lists;

/// <summary>Which slice of a list is asked for.</summary>
public sealed record PageQuery : IValidatableObject
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;
    private const string After = "starting_after";

    [FromQuery(Name = "limit"), QueryNumber(1, MaxLimit, Default = DefaultLimit)]
    [Description("Maximum number of items to return.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "offset"), QueryNumber(0, int.MaxValue, Default = 0)]
    [Description("Number of items to skip. New rows shift the list between pages: to read a whole list, use starting_after.")]
    public string? Offset { get; init; }

    [FromQuery(Name = After), QueryText("pay_H8sK3jD9s2L1pQrT")]
    [Description("ID of the last item of the previous page. Not allowed together with offset.")]
    public string? StartingAfter { get; init; }

    internal int Count => (int)(QueryNumberAttribute.Parse(Limit) ?? DefaultLimit);

    internal int Skipped => (int)(QueryNumberAttribute.Parse(Offset) ?? 0);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (StartingAfter is not null && Offset is not null)
        {
            yield return new ValidationResult("StartingAfter must not be combined with offset", [nameof(StartingAfter)]);
        }
    }
}
