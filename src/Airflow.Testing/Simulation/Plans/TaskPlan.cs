using System.Collections.Immutable;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>One task of a plan, and how its code behaves: the same for every run and every worker.</summary>
internal sealed record TaskPlan(string TaskId)
{
    public ImmutableArray<string> Upstream { get; init; } = [];

    public string Rule { get; init; } = "all_success";

    public int Retries { get; init; }

    /// <summary>So many first tries fail; never more than there are retries.</summary>
    public int FailingTries { get; init; }

    /// <summary>So often it asks for a later time before it ends.</summary>
    public int Reschedules { get; init; }

    /// <summary>How it ends: success, failed (for good), or skipped.</summary>
    public TaskState End { get; init; } = TaskState.Success;

    public double Seconds { get; init; }

    public bool IsInSmallPool { get; init; }

    public int PoolSlots { get; init; } = 1;

    public int Priority { get; init; } = 1;

    /// <summary>Mapped over so many values.</summary>
    public int? MapsOver { get; init; }

    /// <summary>Mapped over the result of that task.</summary>
    public string? MapsOverTask { get; init; }

    /// <summary>Length of its result.</summary>
    public int Length { get; init; }

    /// <summary>A branch: these tasks after it are skipped when it succeeds.</summary>
    public ImmutableArray<string> Skips { get; init; } = [];

    public bool DependsOnPast { get; init; }

    public bool IsSetup { get; init; }

    public bool IsTeardown { get; init; }

    public bool IsMapped => MapsOver is not null || MapsOverTask is not null;

    /// <summary>How much there is to leave out.</summary>
    public int Size => 3 + Upstream.Length + Reschedules + Retries + FailingTries + Skips.Length + (IsMapped ? 2 : 0) + (Seconds > 0 ? 1 : 0) + (DependsOnPast ? 1 : 0)
        + (IsInSmallPool ? 1 : 0) + (End == TaskState.Success ? 0 : 1) + (Rule == "all_success" ? 0 : 1) + (IsSetup || IsTeardown ? 1 : 0);

    public override string ToString()
    {
        var parts = new List<string> { Upstream.Length == 0 ? TaskId : $"{string.Join(", ", Upstream)} >> {TaskId}", Rule, $"{Seconds:0.#} s", End.Name() ?? "" };
        parts.AddRange(Retries > 0 ? [$"{FailingTries} of {Retries} retries needed"] : []);
        parts.AddRange(Reschedules > 0 ? [$"{Reschedules} reschedules"] : []);
        parts.AddRange(IsInSmallPool ? [$"{PoolSlots} slots of the small pool"] : []);
        parts.AddRange(MapsOver is { } count ? [$"mapped over {count} values"] : MapsOverTask is { } task ? [$"mapped over {task}"] : []);
        parts.AddRange(Skips.Length > 0 ? [$"skips {string.Join(", ", Skips)}"] : []);
        parts.AddRange(DependsOnPast ? ["depends on past"] : []);
        parts.AddRange(IsSetup ? ["setup"] : IsTeardown ? ["teardown"] : []);
        return string.Join("; ", parts);
    }
}
