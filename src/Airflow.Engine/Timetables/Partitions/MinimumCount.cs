using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Waits for a number of expected keys, or with a negative number until so many at most are missing.</summary>
public sealed class MinimumCount : WaitPolicy
{
    private readonly int _count;

    public MinimumCount(int n)
    {
        ArgumentOutOfRangeException.ThrowIfZero(n);
        _count = n;
    }

    public override bool IsSatisfied(IReadOnlySet<string> arrived, IReadOnlySet<string> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var matched = expected.Count(arrived.Contains);
        return matched >= (_count > 0 ? _count : Math.Max(0, expected.Count + _count));
    }

    public override bool IsUnreachable(int expected) => _count > expected;

    protected override JsonObject Serialize() => new() { ["n"] = _count };
}
