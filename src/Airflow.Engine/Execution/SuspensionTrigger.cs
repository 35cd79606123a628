namespace Airflow.Engine.Execution;

/// <summary>The trigger of a deferred try.</summary>
/// <param name="Classpath">Dotted name of its class.</param>
/// <param name="Kwargs">Its arguments: a JSON object, encrypted where it is stored.</param>
/// <param name="Queue">The triggerers' queue that is to run it.</param>
public sealed record SuspensionTrigger(string Classpath, string Kwargs, string? Queue);
