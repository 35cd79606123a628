namespace Airflow;

/// <summary>Something a task leaves behind as an XCom, which later tasks can take as an input.</summary>
public interface ITaskOutput
{
    /// <summary>The task that leaves it.</summary>
    Operator Task { get; }

    /// <summary>Name of the XCom.</summary>
    /// <value>Default: <c>return_value</c>.</value>
    string Key { get; }
}
