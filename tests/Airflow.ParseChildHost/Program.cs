using Airflow.Runtime.Parsing;

// what `airflow parse-child` is, without all else that `airflow` is
return await ParseChild.RunAsync(args);
