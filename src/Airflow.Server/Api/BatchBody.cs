using System.Text.Json;
using Airflow.Engine.Listing;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api;

/// <summary>What bodies that ask for a list have in common.</summary>
internal static class BatchBody
{
    private const int DefaultLimit = 100;

    /// <summary>What such a body asks for is not held to [api] maximum_page_limit, but it is held.</summary>
    private const int MaxLimit = 10_000;

    private static readonly (string Suffix, ListOperator Operator)[] Bounds =
        [("gte", ListOperator.AtLeast), ("gt", ListOperator.MoreThan), ("lte", ListOperator.AtMost), ("lt", ListOperator.LessThan)];

    public static IReadOnlyList<BodyField> Page { get; } =
    [
        new("page_offset", BodyKind.Integer, IsRequired: false) { Minimum = 0 },
        new("page_limit", BodyKind.Integer, IsRequired: false) { Minimum = 0 },
    ];

    /// <summary>A part of the path that is a tilde and nothing else.</summary>
    public static ApiParameter Any(string name) => ApiParameter.Text(name) with { In = "path", IsRequired = true, Choices = [DagScope.Any] };

    public static BodyField Texts(string name) => BodyField.Optional(name, BodyKind.List) with { Item = TextShape.Instance };

    public static IEnumerable<BodyField> Range(string name, BodyKind kind = BodyKind.Time) => Bounds.Select(bound => BodyField.Optional($"{name}_{bound.Suffix}", kind));

    public static void AddRanges(ListFilters filters, JsonElement body, IReadOnlyList<string> times, string number)
    {
        foreach (var (suffix, bound) in Bounds)
        {
            foreach (var name in times)
            {
                filters.Bound(name, bound, body.Time($"{name}_{suffix}"));
            }

            filters.Bound(number, bound, body.Number($"{number}_{suffix}") is { } value and not 0 ? value : null);
        }
    }

    /// <param name="call">Its body asks.</param>
    /// <param name="listing">What is listed.</param>
    /// <param name="filters">What of it.</param>
    /// <param name="allowed">What it may be ordered by.</param>
    public static ListQuery Query<T>(ApiCall call, IListing<T> listing, IReadOnlyList<ListFilter> filters, IReadOnlyCollection<string> allowed) => new()
    {
        Filters = filters,
        Order = call.Body.Text("order_by") is { Length: > 0 } order ? Paging.Orders([order], listing, allowed) : [],
        Limit = (int)Math.Min(call.Body.Long("page_limit") ?? DefaultLimit, MaxLimit),
        Offset = (int)Math.Min(call.Body.Long("page_offset") ?? 0, int.MaxValue),
    };
}
