using System.Text.Json.Serialization.Metadata;

namespace Airflow.Engine.Execution.Remote;

/// <summary>One call that our workers make to an api-server: POST /execution/airflow-net/{name} with a JSON body, answered by JSON.</summary>
/// <typeparam name="TRequest">What is sent.</typeparam>
/// <typeparam name="TAnswer">What comes back; may be null.</typeparam>
public sealed record RemoteCall<TRequest, TAnswer>(string Name, JsonTypeInfo<TRequest> Request, JsonTypeInfo<TAnswer> Answer);
