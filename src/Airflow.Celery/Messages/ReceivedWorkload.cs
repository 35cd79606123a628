using Airflow.Engine.Execution;

namespace Airflow.Celery.Messages;

/// <summary>A try as its message told it.</summary>
/// <param name="Token">With which the worker may claim it; empty when the sender gave none.</param>
public sealed record ReceivedWorkload(TaskWorkload Workload, string Token);
