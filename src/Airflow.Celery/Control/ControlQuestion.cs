using System.Text.Json.Nodes;

namespace Airflow.Celery.Control;

/// <summary>What workers are asked or told: a command by its name on the wire.</summary>
public sealed record ControlQuestion(string Method, JsonObject? Arguments = null);
