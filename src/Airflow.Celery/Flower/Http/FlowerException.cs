namespace Airflow.Celery.Flower.Http;

/// <summary>A call that is answered with an error: a status and one line of text.</summary>
internal sealed class FlowerException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static FlowerException UnknownWorker(string? name) => new(404, $"Unknown worker '{name}'");

    public static FlowerException UnknownTask(string? name) => new(404, $"Unknown task '{name}'");

    public static FlowerException BadArgument(string value, string kind) => new(400, $"Invalid argument '{value}' of type '{kind}'");
}
