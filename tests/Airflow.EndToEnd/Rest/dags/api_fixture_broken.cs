using Airflow;

// what stands here is run when the file is read
if (args is not null)
{
    throw new InvalidOperationException("api fixture import error");
}

return await DagFile.RunAsync(args);
