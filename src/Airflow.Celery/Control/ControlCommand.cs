using System.Text.Json.Nodes;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Control;

/// <summary>What a worker does when remote control tells it to, and what it answers.</summary>
internal delegate Task<JsonNode?> ControlCommand(CeleryWorker worker, JsonObject arguments, CancellationToken cancellationToken);
