namespace Airflow;

/// <summary>Something of a known type that a task leaves behind as an XCom, which later tasks can take as an input.</summary>
/// <typeparam name="T">Type as which the value is read.</typeparam>
#pragma warning disable S2326 // the type says as what the value is read; that is what the compiler needs it for
public interface ITaskOutput<out T> : ITaskOutput;
