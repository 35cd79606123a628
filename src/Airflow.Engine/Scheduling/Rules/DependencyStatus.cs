using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>The answer of one check.</summary>
/// <param name="Name">The check, by the name that Airflow's UI shows.</param>
/// <param name="Reasons">Why it is not met; empty when it is.</param>
/// <param name="NewState">The state that the instance gets instead of running; none for most.</param>
public sealed record DependencyStatus(string Name, IReadOnlyList<DependencyReason> Reasons, TaskState NewState = TaskState.None)
{
    public bool IsMet => Reasons.Count == 0;

    public static DependencyStatus Met(string name) => new(name, []);

    public static DependencyStatus Unmet(string name, string code, string text, TaskState newState = TaskState.None) =>
        new(name, [new DependencyReason(code, text)], newState);
}
