using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Local;

/// <summary>How a local run ended.</summary>
internal sealed record LocalRunResult(string RunId, SerializedDag Document, RunState State, IReadOnlyList<TaskInstance> Tasks);
