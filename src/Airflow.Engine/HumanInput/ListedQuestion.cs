using Airflow.Engine.Tasks;

namespace Airflow.Engine.HumanInput;

/// <summary>A question to people as lists show it, with the try that asks.</summary>
public sealed record ListedQuestion(HitlDetail Detail, ListedTask Task);
