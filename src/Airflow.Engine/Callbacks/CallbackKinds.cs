namespace Airflow.Engine.Callbacks;

/// <summary>Airflow's names of the kinds.</summary>
public static class CallbackKinds
{
    public static string Name(this CallbackKind kind) => kind switch
    {
        CallbackKind.Success => "on_success_callback",
        CallbackKind.Failure => "on_failure_callback",
        CallbackKind.Retry => "on_retry_callback",
        CallbackKind.Skipped => "on_skipped_callback",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of callback."),
    };
}
