namespace Airflow.Runtime.Frames;

/// <summary>Whose reading of the protocol is written; a child of 3.1 refuses keys that came later. Reading takes both.</summary>
internal enum FrameDialect
{
    Airflow31,
    Airflow33,
}
