using System.Text.Json.Nodes;

namespace Airflow.Engine.Triggers;

/// <summary>Runs triggers that are C# code of DAG files, in processes of their own.</summary>
public interface ICodeTriggers
{
    /// <summary>Waits until the trigger fires; answers its event. Cancelling ends the waiting at once, whatever the code does.</summary>
    /// <param name="trigger">The trigger, of a class whose name begins with <c>csharp:</c>.</param>
    /// <param name="arguments">Its arguments: a JSON object.</param>
    /// <param name="cancellationToken">Nobody waits for it any more.</param>
    /// <exception cref="AirflowException">Its code failed, cannot be had, or has brought its process down repeatedly.</exception>
    Task<JsonNode?> RunAsync(StoredTrigger trigger, string arguments, CancellationToken cancellationToken);
}
