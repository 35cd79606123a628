namespace Airflow.Engine.Callbacks;

/// <summary>What became of one attempt to run an event's callbacks.</summary>
public enum CallbackResultKind
{
    /// <summary>All of them returned.</summary>
    Success,
    /// <summary>One threw, ended its process by itself, or ran too long: it was called, so it is not called again.</summary>
    Failed,
    /// <summary>The process that ran them was killed, or could not be had: they are called again.</summary>
    Lost,
    /// <summary>This process stops: they have not been called.</summary>
    GivenBack,
}
