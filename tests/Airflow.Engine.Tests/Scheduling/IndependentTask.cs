namespace Airflow.Engine.Tests.Scheduling;

/// <summary>A task as the independent model knows it.</summary>
/// <param name="Rule">Its trigger rule by Airflow's name.</param>
/// <param name="Upstream">Numbers of the tasks directly before it.</param>
/// <param name="Length">Mapped over so many values; null: not mapped.</param>
/// <param name="Skips">A branch: when it succeeds, these tasks after it are skipped.</param>
internal sealed record IndependentTask(string Rule, IReadOnlyList<int> Upstream, int? Length, IReadOnlyList<int> Skips)
{
    public override string ToString() => $"{string.Join(",", Upstream)} >> {Rule}{(Length is { } length ? $" x{length}" : "")}{(Skips.Count > 0 ? $" skips {string.Join(",", Skips)}" : "")}";
}
