using Airflow.Engine.Coordination;

namespace Airflow.Engine.Tasks;

/// <summary>The trigger of a deferred task instance.</summary>
/// <param name="Id">Its database key.</param>
/// <param name="Classpath">The name of its class.</param>
/// <param name="Kwargs">Its arguments as they are stored.</param>
/// <param name="CreatedDate">Since when it is waited for.</param>
/// <param name="Queue">The triggerers that may run it; null: all.</param>
/// <param name="Triggerer">The triggerer that runs it.</param>
public sealed record ListedTrigger(long Id, string Classpath, string Kwargs, DateTimeOffset CreatedDate, string? Queue, Job? Triggerer);
