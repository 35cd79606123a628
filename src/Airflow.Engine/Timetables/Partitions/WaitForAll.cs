namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Waits for every expected key.</summary>
public sealed class WaitForAll : WaitPolicy
{
    public override bool IsSatisfied(IReadOnlySet<string> arrived, IReadOnlySet<string> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return expected.IsSubsetOf(arrived);
    }
}
