// An empty .NET program: what any start costs, before it does anything.
return 0;
